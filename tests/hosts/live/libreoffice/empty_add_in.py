"""An add-in of LibreOffice whose functions do nothing: what any cell function in Python costs at least."""

import zipfile
from pathlib import Path

from poc_sheets.setting_up.libreoffice import add_extension

#: Its functions: told the argument only; told the document too; and with an answer that can change.
FUNCTIONS = {
    "CONSTANT": "an empty function",
    "TOLD": "an empty function that is told its document",
    "CHANGING": "the same, with an answer that can change",
}

_TYPES = """
module org { module empty { interface XEmpty {
  any constant([in] any a);
  any told([in] com::sun::star::beans::XPropertySet document, [in] any a);
  any changing([in] com::sun::star::beans::XPropertySet document, [in] any a);
}; }; };
"""
_CODE = """
import unohelper
from com.sun.star.lang import Locale, XLocalizable, XServiceInfo, XServiceName
from com.sun.star.sheet import ResultEvent, XAddIn, XVolatileResult
from org.empty import XEmpty

class Result(unohelper.Base, XVolatileResult):
    def addResultListener(self, listener):
        listener.modified(ResultEvent(self, 1.0))
    def removeResultListener(self, listener):
        pass

RESULT = Result()

class Functions(unohelper.Base, XAddIn, XLocalizable, XServiceName, XServiceInfo, XEmpty):
    def __init__(self, context): self.locale = Locale("en", "US", "")
    def getServiceName(self): return "EMPTY"
    def getImplementationName(self): return "EMPTY"
    def supportsService(self, name): return name in self.getSupportedServiceNames()
    def getSupportedServiceNames(self): return ("EMPTY", "com.sun.star.sheet.AddIn")
    def setLocale(self, locale): self.locale = locale
    def getLocale(self): return self.locale
    def getProgrammaticFuntionName(self, name): return name.lower()
    def getDisplayFunctionName(self, name): return "EMPTY_" + name.upper()
    def getFunctionDescription(self, name): return ""
    def getDisplayArgumentName(self, name, number): return "a"
    def getArgumentDescription(self, name, number): return ""
    def getProgrammaticCategoryName(self, name): return "Add-In"
    def getDisplayCategoryName(self, name): return "Add-In"
    def constant(self, a): return 1.0
    def told(self, document, a): return 1.0
    def changing(self, document, a): return RESULT

g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Functions, "EMPTY", ("EMPTY", "com.sun.star.sheet.AddIn"))
"""
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">
<manifest:file-entry manifest:media-type="application/vnd.sun.star.uno-typelibrary;type=RDB"
 manifest:full-path="XEmpty.idl"/>
<manifest:file-entry manifest:media-type="application/vnd.sun.star.uno-component;type=Python"
 manifest:full-path="empty.py"/>
</manifest:manifest>
"""
_DESCRIPTION = """<?xml version="1.0" encoding="UTF-8"?>
<description xmlns="http://openoffice.org/extensions/description/2006">
<identifier value="org.empty"/><version value="1.0"/></description>
"""


def install_empty(profile: Path, folder: Path) -> None:
    """Add it to the extensions of a profile.

    Args:
        profile: the office's folder of settings; no office runs on it.
        folder: where the package is written.
    """
    package = folder / "empty.oxt"
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("description.xml", _DESCRIPTION)
        archive.writestr("XEmpty.idl", _TYPES)
        archive.writestr("empty.py", _CODE)
    add_extension(package, profile)
