"""The Locations tab: where the company works, and where the nearest hospital is."""

from dataclasses import dataclass
from typing import ClassVar

from poc_sheets.tabs.cells import Code, Day, Number, Text, Yes
from poc_sheets.tabs.model import Row, column


@dataclass(frozen=True)
class Location(Row):
    """One location."""

    tab: ClassVar[str] = "Locations"
    tab_id: ClassVar[str] = "locations"
    tab_names: ClassVar[tuple[str, ...]] = ("Location List",)
    about: ClassVar[str] = "Locations with address, parking, hospital, permit and insurance dates."
    key: ClassVar[tuple[str, ...]] = ("number",)

    number: Code = column("No.", required=True, synonyms=("Loc", "Loc #", "Location No"))
    name: Text = column("Location", required=True, synonyms=("Location Name", "Name"), width=28)
    sets: Text = column("Sets", width=30, help="Sets shot here, separated by semicolons")
    address: Text = column("Address", width=36)
    map_link: Text = column("Map link", width=26)
    contact: Text = column("Contact", width=22)
    phone: Text = column("Contact phone", synonyms=("Phone",), width=16)
    crew_parking: Text = column("Crew parking", width=26)
    truck_parking: Text = column("Truck parking", width=26)
    basecamp: Text = column("Basecamp", width=22)
    holding: Text = column("BG holding", width=22)
    catering: Text = column("Catering", width=22)
    hospital: Text = column("Hospital", synonyms=("Nearest Hospital", "Emergency Room"), width=28)
    hospital_address: Text = column("Hospital address", width=32)
    hospital_phone: Text = column("Hospital phone", width=16)
    hospital_distance: Text = column("Hospital distance", width=12)
    latitude: Number | None = column("Latitude", synonyms=("Lat",))
    longitude: Number | None = column("Longitude", synonyms=("Long", "Lng"))
    permit_no: Text = column("Permit no.", width=14)
    permit_from: Day | None = column("Permit from")
    permit_to: Day | None = column("Permit to")
    has_release: Yes = column("Release signed")
    insured_to: Day | None = column("Insurance to", synonyms=("COI to", "COI expires"))
    fee: Text = column("Fee", private=True, width=14)
    notes: Text = column("Notes", width=30)
