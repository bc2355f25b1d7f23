"""What a new spreadsheet carries: default format, theme, locale, time zone."""

from poc_sheets.testing.gsheets.wire import Json

_WHITE: Json = {"red": 1, "green": 1, "blue": 1}


def default_format() -> Json:
    """The format of a cell that nobody formatted."""
    return {
        "backgroundColor": dict(_WHITE),
        "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
        "verticalAlignment": "BOTTOM",
        "wrapStrategy": "OVERFLOW_CELL",
        "textFormat": {
            "foregroundColor": {},
            "fontFamily": "arial,sans,sans-serif",
            "fontSize": 10,
            "bold": False,
            "italic": False,
            "strikethrough": False,
            "underline": False,
            "foregroundColorStyle": {"rgbColor": {}},
        },
        "backgroundColorStyle": {"rgbColor": dict(_WHITE)},
    }


def _theme() -> Json:
    colors: dict[str, Json] = {
        "TEXT": {},
        "BACKGROUND": dict(_WHITE),
        "ACCENT1": {"red": 0.25882354, "green": 0.52156866, "blue": 0.95686275},
        "ACCENT2": {"red": 0.91764706, "green": 0.2627451, "blue": 0.20784314},
        "ACCENT3": {"red": 0.9843137, "green": 0.7372549, "blue": 0.015686275},
        "ACCENT4": {"red": 0.20392157, "green": 0.65882355, "blue": 0.3254902},
        "ACCENT5": {"red": 1, "green": 0.42745098, "blue": 0.003921569},
        "ACCENT6": {"red": 0.27450982, "green": 0.7411765, "blue": 0.7764706},
        "LINK": {"red": 0.06666667, "green": 0.33333334, "blue": 0.8},
    }
    pairs = [{"colorType": kind, "color": {"rgbColor": rgb}} for kind, rgb in colors.items()]
    return {"primaryFontFamily": "Arial", "themeColors": pairs}


def default_properties(title: str) -> Json:
    """The properties of a new spreadsheet."""
    return {
        "title": title,
        "locale": "en_US",
        "autoRecalc": "ON_CHANGE",
        "timeZone": "Etc/GMT",
        "defaultFormat": default_format(),
        "spreadsheetTheme": _theme(),
    }
