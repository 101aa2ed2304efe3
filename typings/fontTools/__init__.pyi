from . import subset as subset, ttLib as ttLib, varLib as varLib
