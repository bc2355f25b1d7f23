"""What can be wrong with a schedule or screenplay file; most of it is for a person to look at."""

from dataclasses import dataclass, field

from poc_sheets.problems import Finding, Place, Problem

NOT_A_SCHEDULE = Problem(
    code="not-a-schedule-file",
    title="{file} is no schedule of the Universal Schedule Standard",
    what="{seen}",
    do="export the schedule again as .uss from the scheduling program",
)
SCHEDULE_CHOSEN = Problem(
    code="schedule-chosen",
    title='The schedule "{board}" was read',
    what="the file also has: {others}",
    do="import again with the name of another schedule to read that one",
    level="note",
)
NOT_SCHEDULED = Problem(
    code="nothing-scheduled",
    title="The file holds a breakdown without shoot days",
    what="{strips} strips and no day among them",
    do="give the scenes their shoot days in the sheet, or export a schedule with day breaks",
    level="note",
)
ON_NO_BOARD = Problem(
    code="strip-on-no-board",
    title='Some strips are missing from the schedule "{board}"',
    what="scene {scenes}: neither on the stripboard nor in the boneyard; read as not scheduled",
    do="check with the first assistant director whether they are still to be shot",
    level="warning",
)
NOT_IN_FILE = Problem(
    code="strip-not-in-file",
    title="The schedule names a strip that the file does not hold",
    what="{count} of them: {ids}",
    do="export the schedule again",
    level="warning",
)
STRIP_TWICE = Problem(
    code="strip-placed-twice",
    title="A strip stands on the schedule twice",
    what="scene {scene}, kept at its first place",
    do="check the day of the scene",
    level="warning",
)
SAME_STRIP_ID = Problem(
    code="strip-without-own-id",
    title="The strip of scene {scene} has no id of its own",
    what='its id is "{id}"; it is kept, but the schedule cannot place it',
    do="check the day of the scene",
    level="warning",
)
LOOSE_STRIPS = Problem(
    code="strips-between-days",
    title="Day {day} is made of strips that stand between two days",
    what="scene {scenes}",
    do="check that the scenes are a day of their own",
    level="warning",
)
PAGES_UNCLEAR = Problem(
    code="pages-unclear",
    title="The page count of scene {scene} is not in whole eighths",
    what='"{seen}", read as {pages}',
    do="type the pages of the scene, such as 2 4/8",
    level="warning",
)
NO_SCENE_NUMBER = Problem(
    code="scene-without-number",
    title="A strip has no scene number",
    what="{set}, script page {page}: {synopsis}",
    do="type the scene number",
    level="warning",
)
SAME_SCENE = Problem(
    code="scene-on-two-strips",
    title="Scene {scene} has {count} strips",
    what="its pages count {count} times: {pages}",
    do="check that the strips are parts of the scene and not the same one twice",
    level="note",
)
UNKNOWN_ELEMENT = Problem(
    code="unknown-element",
    title="Scene {scene} lists something that the file does not hold",
    what="{count} of {all} elements of the strip",
    do="check the breakdown of the scene",
    level="warning",
)
NO_CATEGORY = Problem(
    code="element-without-category",
    title="Some elements belong to no category",
    what="{names}: kept as Other",
    do="give them a category in the scheduling program",
    level="note",
)
SHARED_CAST_ID = Problem(
    code="cast-id-shared",
    title="Cast id {cast_id} stands for more than one character",
    what="{characters}",
    do="give each character an id of its own",
    level="warning",
)
NO_DATES = Problem(
    code="days-without-dates",
    title="The shoot days{unit} have no dates",
    what="{seen}",
    do="type the date of each shoot day",
    level="warning",
)
START_MOVED = Problem(
    code="start-on-day-off",
    title="The schedule starts on a day off",
    what="start {start} is a day off of the calendar; day 1 is {first}",
    do="check the first day of photography",
    level="warning",
)
BAD_DATES = Problem(
    code="event-without-date",
    title="Some events have no date that can be read",
    what="{count} events were left out",
    do="check holidays, travel and fittings against the scheduling program",
    level="warning",
)
NOT_A_SCREENPLAY = Problem(
    code="not-a-screenplay",
    title="{file} is no Final Draft screenplay",
    what="{seen}",
    do="save the screenplay as .fdx and import that",
)
NO_PAGE_COUNT = Problem(
    code="scene-without-pages",
    title="Some scenes have no page count",
    what="scene {scenes}: read as 0/8",
    do="type the pages of each scene, or save the screenplay again with scene lengths",
    level="warning",
)
NO_CAST_NUMBERS = Problem(
    code="cast-without-numbers",
    title="The cast of the screenplay has no numbers",
    what="{count} characters are listed by name: {names}",
    do="give each character a cast number in the Cast tab",
    level="note",
)


@dataclass
class Notes:
    """The findings of one file, as they come up."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, problem: Problem, **facts: object) -> None:
        """Note one problem of the file."""
        self.findings.append(problem.at(Place(tab=self.file), **facts))
