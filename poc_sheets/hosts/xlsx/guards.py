"""What is refused before a workbook file is looked into: bombs, disguises, encrypted files."""

from typing import Final

from poc_sheets.hosts.xlsx.container import Member, list_members
from poc_sheets.hosts.xlsx.problems import (
    DAMAGED_WORKBOOK,
    NOT_A_WORKBOOK,
    PASSWORD_PROTECTED,
    UNSAFE_WORKBOOK,
    WORKBOOK_TOO_LARGE,
)

MOST_MEMBERS: Final = 10_000
MOST_MEMBER_BYTES: Final = 300_000_000
MOST_BYTES: Final = 1_000_000_000
MOST_RATIO: Final = 200
#: Below this size a high ratio is ordinary (an empty sheet of a thousand blank rows).
RATIO_FROM_BYTES: Final = 10_000_000
MOST_FILE_BYTES: Final = 500_000_000

_OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_BIT: Final = 0x0001


def check_kind(content: bytes, name: str) -> None:
    """Stop on anything that is no zip container, saying what it is instead.

    Raises:
        SheetError: encrypted, an old .xls, or no workbook at all.
    """
    if content.startswith(_OLE_MAGIC):
        if _ENCRYPTED in content:
            raise PASSWORD_PROTECTED.stop(name=name)
        raise NOT_A_WORKBOOK.stop(name=name, seen="it is an old .xls file or another Office file")
    if not content:
        raise NOT_A_WORKBOOK.stop(name=name, seen="the file is empty")
    if not content.startswith(b"PK"):
        raise NOT_A_WORKBOOK.stop(name=name, seen=f"it begins with {content[:16]!r}")


def checked_members(content: bytes, name: str) -> dict[str, Member]:
    """The container's members by name, in the order of its list.

    Raises:
        SheetError: too many or too large, packed suspiciously well, encrypted, twice the same
            name, or a name that leads out of the container.
    """
    check_kind(content, name)
    members = list_members(content, name, MOST_MEMBERS)
    if len(members) > MOST_MEMBERS:
        raise WORKBOOK_TOO_LARGE.stop(name=name, seen=f"more than {MOST_MEMBERS:,} parts")
    if sum(member.size for member in members) > MOST_BYTES:
        raise WORKBOOK_TOO_LARGE.stop(name=name, seen="more than 1 GB when unpacked")
    seen: dict[str, Member] = {}
    folded: set[str] = set()
    extents: set[int] = set()
    for member in members:
        _check_member(member, name)
        key = member.name.replace("\\", "/").casefold()
        if key in folded or member.start in extents:
            raise UNSAFE_WORKBOOK.stop(name=name, seen=f"it holds {member.name} twice")
        folded.add(key)
        extents.add(member.start)
        seen[member.name] = member
    if not seen:
        raise DAMAGED_WORKBOOK.stop(name=name, seen="it holds no parts")
    return seen


def _check_member(member: Member, name: str) -> None:
    if member.size > MOST_MEMBER_BYTES:
        raise WORKBOOK_TOO_LARGE.stop(
            name=name, seen=f"the part {member.name} has {member.size:,} bytes when unpacked"
        )
    if member.size > RATIO_FROM_BYTES and member.size > MOST_RATIO * max(member.packed_size, 1):
        raise UNSAFE_WORKBOOK.stop(
            name=name,
            seen=f"the part {member.name} unpacks to more than {MOST_RATIO} times its size",
        )
    if member.flags & _ENCRYPTED_BIT:
        raise PASSWORD_PROTECTED.stop(name=name)
    steps = member.name.replace("\\", "/").split("/")
    if ".." in steps or member.name[:1] in "/\\" or ":" in steps[0]:
        raise UNSAFE_WORKBOOK.stop(name=name, seen=f"a part is named {member.name}")
