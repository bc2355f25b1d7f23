"""What other people's templates call the same column.

Seen in crew lists, call sheets, logs and cost reports of many productions. The first that is found
wins, so the more telling words stand first.
"""

POSITION = ("Title", "Role", "Job", "Job Title", "Crew Position", "Dept/Position")
NAME = ("Full Name", "Crew Member", "Talent", "Artist", "Performer", "Actor")
MOBILE = ("Cell", "Phone", "Ph", "Tel", "Cell Phone", "Mobile Phone", "Contact #", "Contact")
EMAIL = ("Email", "E-mail Address", "Mail")
CALL = ("Call Time", "In", "Report", "Rpt", "Time")
DEPARTMENT = ("Dept", "Dpt")
SCENE = ("Sc", "Scene #", "Sc No", "Scene No")
SET = ("Slugline", "Scene Heading", "Set & Description", "Set / Synopsis", "Set Name")
DAY_NIGHT = ("DN", "Day/Night", "Time of Day")
PAGES = ("Pgs", "Page Count", "8ths", "Eighths")
CAST_IDS = ("Cast #", "Cast ID", "Cast IDs", "Board ID", "Characters", "ID")
ACCOUNT = (
    "Acct",
    "Acct #",
    "Account Code",
    "Account No",
    "Cost Code",
    "Budget Line",
    "GL",
    "GL Code",
    "Code",
    "Line #",
)
PO_NUMBER = ("PO", "PO #", "P.O.", "P.O. No.", "PO Number", "Order #", "Order No")
VENDOR = ("Payee", "Supplier", "Paid To", "Merchant", "Company", "Store")
AMOUNT = ("Amt", "Total", "Gross", "Total Amount", "Cost", "$", "Net")
TAX = ("Sales Tax", "VAT", "GST", "HST")
BUDGET = ("Budgeted", "Working Budget", "Original", "Original Budget", "Estimate", "Bid", "Awarded")
RECEIPT_ID = ("Receipt #", "Rec #", "Receipt ID", "receipt_id", "No.")
DESCRIPTION = ("Purpose", "Memo", "For", "Details", "Item")
DATE = ("Trans Date", "Transaction Date", "Purchase Date", "Receipt Date", "Day")
CARD = ("Card No", "Card Number", "Card Ending", "Last 4", "Account Number")
HOLDER = ("Card Holder", "Cardholder", "Custodian", "Employee", "Purchaser", "Issued To", "Name")

#: Departments that other call sheets name otherwise; the first of a line is ours.
DEPARTMENTS = (
    ("Electric", "Lighting", "Set Lighting", "LX", "SLX", "Electrical"),
    ("Wardrobe", "Costumes", "Costume"),
    ("Hair & Makeup", "Hair and Makeup", "HMU", "Vanities", "Hair/Makeup"),
    ("Props", "Property"),
    ("Set Dec", "Set Dressing", "Set Decoration"),
    ("SFX", "SPFX", "Special Effects"),
    ("Video", "VTR", "Video Assist", "Playback", "Video/DIT"),
    ("Transportation", "Transpo", "Transport"),
    ("ADs", "Assistant Directors", "Direction", "AD"),
    ("Craft Service", "Craft", "Crafty"),
    ("Script", "Continuity"),
)
