"""How the fact files of data/reference are made; used by build.py only, never at run time."""
