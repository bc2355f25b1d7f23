"""What floats over the cells: shapes, and the pictures among them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from poc_sheets.hosts.live.libreoffice.fonts import Characters, Font
from poc_sheets.hosts.live.libreoffice.range_sizes import hundredths, points
from poc_sheets.hosts.live.libreoffice.uno_bridge import arguments, file_url, struct

if TYPE_CHECKING:
    from poc_sheets.hosts.live.libreoffice.sheet import Sheet

_PICTURE = "com.sun.star.drawing.GraphicObjectShape"
_TYPES = {
    _PICTURE: "picture",
    "com.sun.star.drawing.TextShape": "text_box",
    "com.sun.star.drawing.LineShape": "line",
    "com.sun.star.drawing.GroupShape": "group",
    "com.sun.star.drawing.OLE2Shape": "chart",
    "com.sun.star.drawing.ControlShape": "form_control",
    "com.sun.star.drawing.CustomShape": "auto_shape",
}
_PIXELS_TO_POINTS = 72 / 96


class Floating:
    """Place and size of anything that floats, in points."""

    def __init__(self, sheet: "Sheet", model: Any) -> None:
        self._sheet = sheet
        self._model = model

    @property
    def api(self) -> Any:
        """The shape in the office."""
        return self._model

    @property
    def parent(self) -> "Sheet":
        """The tab it floats over."""
        return self._sheet

    @property
    def name(self) -> str:
        """Its name; one without gets a name by its place."""
        return str(self._model.getName())

    @name.setter
    def name(self, value: str) -> None:
        self._model.setName(value)

    @property
    def left(self) -> float:
        """Distance from the left edge of the sheet."""
        return points(self._model.getPosition().X)

    @left.setter
    def left(self, value: float) -> None:
        top = self._model.getPosition().Y
        self._model.setPosition(struct("awt.Point", X=hundredths(value), Y=top))

    @property
    def top(self) -> float:
        """Distance from the upper edge of the sheet."""
        return points(self._model.getPosition().Y)

    @top.setter
    def top(self, value: float) -> None:
        left = self._model.getPosition().X
        self._model.setPosition(struct("awt.Point", X=left, Y=hundredths(value)))

    @property
    def width(self) -> float:
        """Width."""
        return points(self._model.getSize().Width)

    @width.setter
    def width(self, value: float) -> None:
        self.set_size(value, self.height)

    @property
    def height(self) -> float:
        """Height."""
        return points(self._model.getSize().Height)

    @height.setter
    def height(self, value: float) -> None:
        self.set_size(self.width, value)

    def set_size(self, width: float, height: float) -> None:
        """Width and height at once."""
        size = struct("awt.Size", Width=hundredths(width), Height=hundredths(height))
        self._model.setSize(size)

    def delete(self) -> None:
        """Remove it."""
        self._sheet.model.getDrawPage().remove(self._model)


class Shape(Floating, base_classes.Shape):
    """Anything that floats."""

    @property
    def type(self) -> str:
        """What it is, in xlwings' words."""
        return _TYPES.get(self._model.getShapeType(), "auto_shape")

    def activate(self) -> None:
        """Select it."""
        self._sheet.activate()
        self._sheet.book.document.controller.select(self._model)

    @property
    def text(self) -> str:
        """The text in it."""
        return str(self._model.getString())

    @text.setter
    def text(self, value: str) -> None:
        self._model.setString(value)

    @property
    def font(self) -> Font:
        """The font of its text."""
        return Font(self._model)

    @property
    def characters(self) -> Characters:
        """Its text, so that single letters can look different."""
        return Characters(self._model)

    def scale_width(
        self,
        factor: float,
        relative_to_original_size: bool,  # noqa: FBT001 - xlwings\' signature
        scale: str,
    ) -> None:
        """Make it wider; a picture keeps its proportions."""
        del scale
        self._scale(factor, relative_to_original_size, is_width=True)

    def scale_height(
        self,
        factor: float,
        relative_to_original_size: bool,  # noqa: FBT001 - xlwings\' signature
        scale: str,
    ) -> None:
        """Make it higher; a picture keeps its proportions."""
        del scale
        self._scale(factor, relative_to_original_size, is_width=False)

    def _scale(self, factor: float, from_original: bool, *, is_width: bool) -> None:  # noqa: FBT001
        is_picture = self.type == "picture"
        width, height = self.width, self.height
        if from_original and is_picture:
            width, height = original_size(self._model)
        both = is_picture
        self.set_size(
            width * (factor if is_width or both else 1),
            height * (factor if both or not is_width else 1),
        )


class Picture(Floating, base_classes.Picture):
    """A picture."""

    def __init__(self, sheet: "Sheet", model: Any) -> None:
        super().__init__(sheet, model)
        self._is_locked = False

    @property
    def lock_aspect_ratio(self) -> bool:
        """Whether a new width changes the height with it.

        LibreOffice keeps no such setting in the document, so it counts for this object only.
        """
        return self._is_locked

    @lock_aspect_ratio.setter
    def lock_aspect_ratio(self, value: bool) -> None:
        self._is_locked = value

    def set_size(self, width: float, height: float) -> None:
        """Width and height; where locked the one that changed takes the other with it."""
        old_width, old_height = self.width, self.height
        if self.lock_aspect_ratio and old_width and old_height:
            if width != old_width:
                height = old_height * width / old_width
            else:
                width = old_width * height / old_height
        super().set_size(width, height)

    def update(self, filename: str) -> "Picture":
        """Another image in the same place and size."""
        self._model.Graphic = _graphic(self._sheet, filename)
        return self


class _Collection:
    """What lies on the drawing page of a tab."""

    _wrap: type[Floating] = Floating
    _only: str = ""

    def __init__(self, sheet: "Sheet") -> None:
        self._sheet = sheet

    @property
    def api(self) -> Any:
        """The drawing page in the office."""
        return self._sheet.model.getDrawPage()

    @property
    def parent(self) -> "Sheet":
        """The tab."""
        return self._sheet

    def __iter__(self) -> Iterator[Any]:
        page = self.api
        for place in range(page.getCount()):
            model = page.getByIndex(place)
            if self._only in {"", model.getShapeType()} and not _is_note(model):
                yield self._wrap(self._sheet, model)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, key: str) -> bool:
        return any(floating.name == key for floating in self)

    def __call__(self, key: int | str) -> Any:
        for number, floating in enumerate(self, 1):
            if key in {number, floating.name}:
                return floating
        raise KeyError(key)


class Shapes(_Collection, base_classes.Collection):
    """Everything that floats over a tab."""

    _wrap = Shape


class Pictures(_Collection, base_classes.Pictures):
    """The pictures over a tab."""

    _wrap = Picture
    _only = _PICTURE

    def add(
        self,
        filename: str,
        link_to_file: bool,  # noqa: FBT001 - xlwings' signature
        save_with_document: bool,  # noqa: FBT001 - xlwings' signature
        left: float | None,
        top: float | None,
        width: float,
        height: float,
        anchor: Any = None,
    ) -> Picture:
        """Put an image file over the tab; it is always saved with the document."""
        del link_to_file, save_with_document
        model = self._sheet.book.document.model.createInstance(_PICTURE)
        model.Graphic = _graphic(self._sheet, filename)
        self.api.add(model)
        if not model.getName():
            model.setName(f"Picture {len(self)}")
        picture = Picture(self._sheet, model)
        if width <= 0 or height <= 0:
            width, height = original_size(model)
        picture.set_size(width, height)
        picture.left = anchor.left if anchor else left or 0
        picture.top = anchor.top if anchor else top or 0
        return picture


def original_size(model: Any) -> tuple[float, float]:
    """Width and height of a picture as its file says, else by its pixels."""
    size = model.Graphic.Size100thMM
    if size.Width > 0 and size.Height > 0:
        return points(size.Width), points(size.Height)
    pixels = model.Graphic.SizePixel
    return pixels.Width * _PIXELS_TO_POINTS, pixels.Height * _PIXELS_TO_POINTS


def _graphic(sheet: "Sheet", filename: str) -> Any:
    provider = sheet.book.app.office.service("graphic.GraphicProvider")
    return provider.queryGraphic(arguments(URL=file_url(filename)))


def _is_note(model: Any) -> bool:
    return bool(model.getShapeType() == "com.sun.star.drawing.CaptionShape")
