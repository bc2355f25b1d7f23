"""Cleaning what banks and people write: vendors, cards, holders, references.

Descriptor facts: 22 characters is the networks' norm, so names arrive cut; payment companies put
their mark in front (`SQ *`, `TST*`, `PAYPAL *`); shops add their number, city or telephone.
"""

import re
import unicodedata
from functools import lru_cache

# A payment company's mark: what follows is the vendor.
_MARK = re.compile(
    r"^(?:sq|sqc|gosq|tst|sp|spo|py|pp|paypal|paypl|ic|eb|fs|dd|wp|wpy|gg|ckf?|bt|nyx|cko|sumup|zettle"
    r"|izettle|stripe|toast|clover|shopify|shopmyapp|payments?|klarna|affirm|in|ls|ec|par)"
    r"(?:\s*[*_]+\s*|\s+\*\s*)"
)
_BANK_WORDS = re.compile(
    r"^(?:(?:pos|debit|credit|card|checkcard|check card|visa|mastercard|purchase|recurring|online|ach"
    r"|web|ppd|ccd|pmt|payment|payment to|transfer|direct|wire|bill pay|billpay|electronic|preauthorized"
    r"|pre-authorized|withdrawal|trf|fpo|bacs|sepa)\s+(?:to\s+)?)+(?=\S{3,})"
)
_BARE_MARK = re.compile(r"^(?:paypal|sumup|zettle|izettle|toast|sq|tst|pp)\s+(?=\S)")
_WEB = re.compile(
    r"https?://|www\.?|\.(?:com|net|org|co\.uk|co|uk|io|us|de|fr|eu|ca|biz|info)\b(?:/\S*)?"
)
_ORDER_ID = re.compile(r"\*\s*(?=\S*\d)\S+.*$")
_PHONE = re.compile(r"\+?\(?\d{3}\)?[-. ]?\d{3}[-. ]\d{4}|\b\d{7,}\b")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_APOSTROPHE = re.compile(r"['’`´]")
_LEGAL = frozenset(
    [
        "inc",
        "incorporated",
        "llc",
        "ltd",
        "limited",
        "plc",
        "corp",
        "corporation",
        "co",
        "company",
        "gmbh",
        "ag",
        "lp",
        "llp",
        "pllc",
        "sa",
        "sarl",
        "srl",
        "bv",
        "nv",
        "pty",
        "ulc",
        "kg",
        "oy",
        "ab",
        "the",
        "and",
        "of",
        "dba",
    ]
)
_SPELLED = {
    "amzn": "amazon",
    "amz": "amazon",
    "mktp": "marketplace",
    "mktplce": "marketplace",
    "mktplace": "marketplace",
    "svcs": "services",
    "svc": "services",
    "service": "services",
    "ctr": "center",
    "centre": "center",
    "rntl": "rental",
    "rntls": "rental",
    "rentals": "rental",
    "intl": "international",
    "mgmt": "management",
    "mkt": "market",
    "hdwe": "hardware",
    "hdwr": "hardware",
    "rest": "restaurant",
    "equip": "equipment",
    "prod": "production",
    "prods": "production",
    "productions": "production",
    "bros": "brothers",
    "assoc": "associates",
    "dept": "department",
    "natl": "national",
    "supp": "supply",
    "supplies": "supply",
    "whse": "warehouse",
    "elec": "electric",
}


@lru_cache(maxsize=400_000)
def fold(text: str) -> str:
    """Lower case, without accents, full-width letters made plain, blanks collapsed."""
    if text.isascii():
        return " ".join(text.lower().split())
    wide = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(sign for sign in wide if not unicodedata.combining(sign))
    return " ".join(plain.split())


def _is_number(token: str) -> bool:
    digits = sum(sign.isdigit() for sign in token)
    return digits * 2 >= len(token) and digits > 0


@lru_cache(maxsize=400_000)
def clean_vendor(raw: str) -> str:
    """The vendor's name in a descriptor or on a receipt: `SQ *JAVA HUT #22 LLC` gives `java hut`.

    Blank when nothing but numbers and bank words is left.
    """
    text = _APOSTROPHE.sub("", fold(raw))
    text = _BANK_WORDS.sub("", text)
    text = _MARK.sub("", text)
    text = _BARE_MARK.sub("", text)
    text = _PHONE.sub(" ", text)
    text = _ORDER_ID.sub(" ", text)
    text = _WEB.sub(" ", text)
    tokens = _NOT_WORD.sub(" ", text).split()
    named = [_SPELLED.get(token, token) for token in tokens if not _is_number(token)]
    kept = [token for token in named if token not in _LEGAL]
    return " ".join(kept or named or tokens)


_CHEQUE = re.compile(
    r"^(?:(?:check|cheque|chq|chk|ck)\s*(?:#|no\.?|number)?\s*\d*|deposit|payment|transfer|ach|wire)$"
)


@lru_cache(maxsize=400_000)
def vendor_name(raw: str) -> str:
    """As `clean_vendor`, but blank for names that say nothing: `CHECK 1042`, a single letter."""
    if _CHEQUE.match(fold(raw)):
        return ""
    name = clean_vendor(raw)
    return name if sum(sign.isalpha() for sign in name) > 1 else ""


@lru_cache(maxsize=100_000)
def card_key(raw: str) -> str:
    """The last four digits of a card as masked in any way, else the folded text."""
    digits = "".join(sign for sign in raw if sign.isdigit())
    return digits[-4:] if len(digits) >= 4 else fold(raw)


@lru_cache(maxsize=100_000)
def holder_key(raw: str) -> str:
    """A person's name that survives order and initials: `Smith, John` and `J. Smith` give `j smith`."""
    text = fold(raw)
    if "," in text:
        last, _, first = text.partition(",")
        text = f"{first} {last}"
    words = _NOT_WORD.sub(" ", text).split()
    if len(words) < 2:
        return " ".join(words)
    return f"{words[0][0]} {words[-1]}"


@lru_cache(maxsize=400_000)
def reference_key(raw: str) -> str:
    """A reference without its dressing: `INV-00417`, `inv 417` and `#417` give `417`."""
    text = re.sub(r"[^a-z0-9]", "", fold(raw))
    text = re.sub(
        r"^(?:invoice|inv|order|ord|check|cheque|chq|chk|ck|ref|no|po|bill|conf)+(?=\d)", "", text
    )
    text = text.lstrip("0")
    return text if len(text) >= 3 and any(sign.isdigit() for sign in text) else ""


_DIGIT = re.compile(r"\d")
_TOKEN = re.compile(r"[a-z0-9][a-z0-9\-/]*\d[a-z0-9\-/]*")


@lru_cache(maxsize=400_000)
def reference_tokens(text: str) -> frozenset[str]:
    """Every reference inside free text, keyed as `reference_key` does; at least four characters."""
    if not _DIGIT.search(text):
        return frozenset()
    keys = (reference_key(token) for token in _TOKEN.findall(fold(text)))
    return frozenset(key for key in keys if len(key) >= 4)
