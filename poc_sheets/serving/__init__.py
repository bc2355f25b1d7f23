"""The local server put together: its addresses on one side, open workbooks on the other."""
