"""What other people's call sheets call the same things, in the form that `normalise` gives."""

from typing import Literal

BlockName = Literal["scenes", "cast", "crew"]

_NAMES = "name|full name|crew member|crew"
_PERFORMER = "cast|artist|actor|performer|talent|artiste|cast member|name|full name"
_CALLS = "call|call time|report|rpt|in|time|at base|report to base|rpt set|calltime"

#: By block and key the headings, parted by `|`; where one heading fits two keys the first is taken.
HEADINGS: dict[BlockName, dict[str, frozenset[str]]] = {
    "scenes": {
        key: frozenset(words.split("|"))
        for key, words in {
            "item": "sc|scene|scenes|scene no|sc no|no",
            "name": "set|slugline|scene heading|set description|set and description|set synopsis|set name|description|sets|scene description",
            "detail": "synopsis|action|scene synopsis",
            "code": "d n|dn|day night|time of day|d n e",
            "pages": "pgs|pages|page count|8ths|eighths|pg",
            "cast": "cast|cast no|cast id|cast ids|characters|board id|id",
            "location": "loc|location|locations",
            "notes": "notes|remarks|comments",
            "time": "time|start|est time",
        }.items()
    },
    "cast": {
        key: frozenset(words.split("|"))
        for key, words in {
            "item": "no|id|cast no|cast id|board id",
            "name": _PERFORMER,
            "detail": "character|role|part|characters",
            "code": "status|swhf|s w h f|st|swf|w h f",
            "time": "p u|pu|pickup|pick up|p up",
            "call": _CALLS,
            "makeup": "h mu|hmu|mu|m u|makeup|make up|mu h|hair makeup|mu wd|h mu w|hair mu",
            "on_set": "on set|set|set call|ready|onset|rehearse|set time",
            "notes": "remarks|notes|special instructions|instructions|transport|comments",
        }.items()
    },
    "crew": {
        key: frozenset(words.split("|"))
        for key, words in {
            "item": "position|title|role|job|job title|crew position|dept position|pos",
            "name": _NAMES,
            "call": _CALLS,
            "phone": "phone|mobile|cell|tel|contact|contact no|ph|email|e mail",
            "detail": "dept|department|dpt",
            "quantity": "no|qty",
            "notes": "notes|remarks|out|wrap",
        }.items()
    },
}

#: Headings without which a row of words is no heading of the block: one of each group must be there.
NEEDED: dict[BlockName, tuple[frozenset[str], ...]] = {
    "scenes": (
        frozenset({"item"}),
        frozenset({"name", "pages"}),
        frozenset({"pages", "cast", "code"}),
    ),
    "cast": (
        frozenset({"name", "detail"}),
        frozenset({"time", "makeup", "on_set"}),
        frozenset({"call", "on_set", "makeup"}),
    ),
    "crew": (frozenset({"item"}), frozenset({"name"})),
}

#: By fact the labels that stand before, above or in the same cell as it.
LABELS: dict[str, tuple[str, ...]] = {
    "crew_call": (
        "general crew call", "crew call", "general call", "unit call", "company call",
        "crew call time", "main unit call", "general crew call time", "call time",
    ),
    "shooting_call": ("shooting call", "shoot call", "first shot", "turn over", "camera rolls"),
    "breakfast": ("breakfast", "breakfast from", "ndb", "breakfast ready"),
    "lunch": ("lunch", "est lunch", "lunch at"),
    "wrap": ("est wrap", "estimated wrap", "wrap", "unit wrap", "est unit wrap", "scheduled wrap"),
    "sunrise": ("sunrise",),
    "sunset": ("sunset",),
    "weather": ("weather", "forecast"),
    "medic": ("set medic", "medic", "unit medic"),
    "hospital": (
        "nearest hospital", "nearest er", "hospital", "nearest a e", "nearest emergency room",
        "closest hospital",
    ),
    "date": ("date", "shoot date", "shooting date"),
}  # fmt: skip
#: The facts that hold a time.
TIMED = frozenset({"crew_call", "shooting_call", "breakfast", "lunch", "wrap", "sunrise", "sunset"})
