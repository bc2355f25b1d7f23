"""The production report of a day: started from the call sheet, checked, printed; who worked when."""
