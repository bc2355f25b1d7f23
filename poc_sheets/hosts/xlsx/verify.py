"""A patched workbook read back before it may take the place of the old one."""

from collections.abc import Mapping

from poc_sheets.hosts.xlsx.container import Member
from poc_sheets.hosts.xlsx.markup import check_well_formed
from poc_sheets.hosts.xlsx.package import Package
from poc_sheets.hosts.xlsx.problems import CANNOT_SAVE


def verified(old: Package, content: bytes) -> Package:
    """The new package, proven: untouched members raw, touched ones whole and well-formed.

    Raises:
        SheetError: anything is not as it should be; a fault of ours, and nothing is saved.
    """
    new = Package.of(content, old.name)
    expected = (set(old.members) | set(old.replaced)) - old.removed
    if set(new.members) != expected:
        raise CANNOT_SAVE.stop(name=old.name, seen="parts went missing while patching")
    for name, member in new.members.items():
        if name in old.replaced:
            if new.raw(name) != old.replaced[name]:
                raise CANNOT_SAVE.stop(name=old.name, seen=f"{name} was packed wrongly")
            check_well_formed(old.replaced[name], name, old.name)
        elif not _is_raw_copy(old, old.members, new, member):
            raise CANNOT_SAVE.stop(name=old.name, seen=f"{name} changed while patching")
    return new


def _is_raw_copy(old: Package, members: Mapping[str, Member], new: Package, member: Member) -> bool:
    before = members[member.name]
    first = memoryview(old.content)[before.start : before.end]
    return first == memoryview(new.content)[member.start : member.end]
