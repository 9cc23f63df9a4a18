"""English words whose reading a rule needs to know: units, abbreviations, kings, and parts of addresses."""

from __future__ import annotations

LENGTHS = {  # written: one, several
    "km": ("kilometer", "kilometers"),
    "cm": ("centimeter", "centimeters"),
    "mm": ("millimeter", "millimeters"),
    "nm": ("nanometer", "nanometers"),
    "m": ("meter", "meters"),
    "mi": ("mile", "miles"),
    "ft": ("foot", "feet"),
    "yd": ("yard", "yards"),
}
UNITS = {
    **LENGTHS,
    **{f"{short}²": (f"square {one}", f"square {many}") for short, (one, many) in LENGTHS.items()},
    **{f"{short}³": (f"cubic {one}", f"cubic {many}") for short, (one, many) in LENGTHS.items()},
    "km/h": ("kilometer per hour", "kilometers per hour"),
    "kph": ("kilometer per hour", "kilometers per hour"),
    "mph": ("mile per hour", "miles per hour"),
    "m/s": ("meter per second", "meters per second"),
    "m/s²": ("meter per second squared", "meters per second squared"),
    "sq ft": ("square foot", "square feet"),
    "kg": ("kilogram", "kilograms"),
    "mg": ("milligram", "milligrams"),
    "g": ("gram", "grams"),
    "lb": ("pound", "pounds"),
    "lbs": ("pound", "pounds"),
    "oz": ("ounce", "ounces"),
    "tsp": ("teaspoon", "teaspoons"),
    "tbsp": ("tablespoon", "tablespoons"),
    "ml": ("milliliter", "milliliters"),
    "mL": ("milliliter", "milliliters"),
    "L": ("liter", "liters"),
    "gal": ("gallon", "gallons"),
    "TB": ("terabyte", "terabytes"),
    "GB": ("gigabyte", "gigabytes"),
    "MB": ("megabyte", "megabytes"),
    "KB": ("kilobyte", "kilobytes"),
    "kB": ("kilobyte", "kilobytes"),
    "Mbps": ("megabit per second", "megabits per second"),
    "Gbps": ("gigabit per second", "gigabits per second"),
    "GHz": ("gigahertz", "gigahertz"),
    "MHz": ("megahertz", "megahertz"),
    "kHz": ("kilohertz", "kilohertz"),
    "Hz": ("hertz", "hertz"),
    "kWh": ("kilowatt hour", "kilowatt hours"),
    "kW": ("kilowatt", "kilowatts"),
    "MW": ("megawatt", "megawatts"),
    "W": ("watt", "watts"),
    "kV": ("kilovolt", "kilovolts"),
    "V": ("volt", "volts"),
    "mA": ("milliamp", "milliamps"),
    "mAh": ("milliamp hour", "milliamp hours"),
    "dB": ("decibel", "decibels"),
    "fps": ("frame per second", "frames per second"),
    "rpm": ("revolution per minute", "revolutions per minute"),
    "hrs": ("hour", "hours"),
    "hr": ("hour", "hours"),
    "h": ("hour", "hours"),
    "min": ("minute", "minutes"),
    "mins": ("minute", "minutes"),
    "sec": ("second", "seconds"),
    "secs": ("second", "seconds"),
    "ms": ("millisecond", "milliseconds"),
    "°C": ("degree Celsius", "degrees Celsius"),
    "°F": ("degree Fahrenheit", "degrees Fahrenheit"),
    "°": ("degree", "degrees"),
    "%": ("percent", "percent"),
}

# Before a point; those of the second group keep the point where it also ends the sentence.
TITLES = {
    "Mr": "Mister", "Mrs": "Missus", "Ms": "Miss", "Prof": "Professor", "Gen": "General", "Sgt": "Sergeant",
    "Rev": "Reverend", "Capt": "Captain", "Lt": "Lieutenant", "Col": "Colonel", "Maj": "Major",
    "Sen": "Senator", "Rep": "Representative", "Gov": "Governor", "Pres": "President", "Hon": "Honorable",
    "Mt": "Mount", "Ft": "Fort", "Messrs": "Messers",
}  # fmt: skip
SHORTENED = {
    "Jr": "Junior", "Sr": "Senior", "Inc": "Incorporated", "Ltd": "Limited", "Corp": "Corporation",
    "Co": "Company", "Ave": "Avenue", "Blvd": "Boulevard", "Rd": "Road", "Hwy": "Highway",
    "Dept": "Department",
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Jun": "June", "Jul": "July",
    "Aug": "August", "Sep": "September", "Sept": "September", "Oct": "October", "Nov": "November",
    "Dec": "December", "Mon": "Monday", "Tue": "Tuesday", "Tues": "Tuesday", "Wed": "Wednesday",
    "Thu": "Thursday", "Thurs": "Thursday", "Fri": "Friday",
    "etc": "etc", "approx": "approximately", "dept": "department",
    "vs": "versus", "govt": "government", "e.g": "for example", "i.e": "that is", "a.k.a": "also known as",
}  # fmt: skip
NUMBERED = {  # only before a number
    "No": "number", "no": "number", "Nos": "numbers", "Fig": "figure", "fig": "figure", "Figs": "figures",
    "Vol": "volume", "vol": "volume", "Ch": "chapter", "ch": "chapter", "Sec": "section", "sec": "section",
    "Eq": "equation", "eq": "equation", "p": "page", "pp": "pages", "Art": "article",
}  # fmt: skip
SLASHED = {"w/": "with", "w/o": "without", "b/c": "because", "c/o": "care of", "n/a": "not applicable"}

_KINGS = """
    Albert Alexander Alfonso Augustus Benedict Boniface Carlos Catherine Charles Christian Clement Constantine
    Edward Elizabeth Ferdinand Francis Frederick George Gregory Gustav Harald Haakon Henry Innocent Isabella
    Ivan James John Joseph Juan Julius Kamehameha Leo Leopold Louis Ludwig Margaret Maria Mary Maximilian
    Mehmed Napoleon Nicholas Olav Otto Paul Pedro Peter Philip Pius Ptolemy Ramesses Richard Robert Rudolf
    Selim Sixtus Stephen Theodore Thutmose Urban Valdemar Victor Wilhelm William Xerxes
"""
_COUNTED = """
    Act Appendix Article Book Bowl Canto Chapter Class Element Figure Grade Group Level Mark Part Phase Psalm
    Scene Section Stage Step Table Title Type Unit Vatican Version Volume War
"""
_NAMELESS = """
    A An The This That These Those My Your His Her Its Our Their Each Every Any Some No One All Both
    And Or But If As At By For From In Into Of On Off To With Without Via Is Are Was Were Be Has Have Had
    After Before During Per When While Not New Please
    Start Stop Begin Give Get Got Use Using Open Close Place Insert Hang Run Set Take Need Needs Remove
    Replace Check Add Keep Order Receive Received Started Administer Try Install Learn Edit Quit
"""
_SAINTLY = "Lake Port Mount Mt Fort Ft Cape Bay River Isle Sault East West North South Old New"

KINGS = frozenset(_KINGS.split())  # a Roman numeral after these is an ordinal
COUNTED = frozenset(_COUNTED.split())  # a single Roman letter after these is a number
NAMELESS = frozenset(_NAMELESS.split())  # words that no Roman numeral counts, with a capital or not
AMBIGUOUS = frozenset(("IV", "VI", "XX", "LI"))  # also a drip, an editor, chromosomes, an island
SAINTLY = frozenset(_SAINTLY.split())  # "St." after these is a saint, not a street
