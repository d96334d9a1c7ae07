"""The record of processing (GDPR art. 30(1)), worked out from the register alone.

Facts, not sentences: which data about whom, who receives them, how long. `compare` looks for each fact in what Ryddig
writes in English, and for names there that no fact accounts for.
"""

import re

EEA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split()


def english(it):
    return it["name"]["en"]


def data(register, activity):
    """What an activity holds or uses about persons: (entity, fields), without what tells nothing about the person."""
    for key, it in register.entities.items():
        held = it["held"]
        own = held.get("activities", list(held.get("of", {}).values()))
        fields = [f for f in it["fields"] if f["type"] != "links" and activity["key"] in (f["activities"] or own)]
        yield from personal(it, fields)
    for use in activity["uses"]:
        it = register.entities[use["entity"]]
        yield from personal(it, [register.fields[it["key"]][key] for key in use["fields"]])


def personal(entity, fields):
    owner = entity["subject"].get("path", [None])[0]
    fields = [field for field in fields if field["impersonal"] is None and field["key"] != owner]
    return [(entity, fields)] if fields else []


def period(register, entity, keep, require):
    """The words that must stand in a sentence about a period, in their order for each part."""
    words = []
    for term in keep or []:
        if "with" in term:
            words.append(english(register.entities[register.fields[entity][term["with"]]["to"]]))
            continue
        words += length(term["after"])
        words += [english(register.fields[it][key]) for it, key in (register.path(entity, path)[-1] for path in term["latest_of"])]
    for it in require:
        law = register.laws[it["law"]]
        words.append(law["title"]["en"].split(":")[0])
        words += length(law["minimum"]["span"])
    return words


def under(entity, activity):
    """The terms for rows that the activity holds: none that counts from what only rows of other activities have."""
    held, fields = entity["held"], {field["key"]: field for field in entity["fields"]}

    def may_have(path):
        when = fields[path[0]]["when"]
        if held["kind"] != "by choice" or when is None or held["choice"] != [when["field"]]:
            return True
        return any(held["of"][word] == activity["key"] for word in when["among"] if word in held["of"])

    terms = entity["keep"].get("terms") or []
    return [term for term in terms if "with" in term or any(may_have(path) for path in term["latest_of"])]


def length(span):
    unit = span["unit"] if span["count"] != 1 else span["unit"][:-1]
    return [f"{span['count']} {unit}"] if span["count"] else []


def facts(register):
    """One entry for each activity of the company's own that concerns persons."""
    entries = []
    for activity in register.data["activities"]:
        held = list(data(register, activity))
        if activity["part"] != "controller" or not held:
            continue
        kinds = {field["category"] for _, fields in held for field in fields} - {None}
        receivers = [it for it in register.data["recipients"] if it["key"] in activity["recipients"]]
        places = [it for it in register.data["systems"] if activity["key"] in it["activities"]]
        periods = {english(it): period(register, it["key"], under(it, activity), it["require"]) for it, _ in held}
        for it, fields in held:
            own = [field for field in fields if field["keep"] is not None or field["require"]]
            for field in own:
                periods[f"“{english(field)}” in “{english(it)}”"] = period(register, it["key"], field["keep"], field["require"])
        entries.append({
            "key": activity["key"],
            "purpose": activity["purpose"]["en"],
            "article": activity["ground"]["article"],
            "subjects": activity["subjects"]["en"],
            "kinds": [english(it).lower() for it in register.data["categories"] if it["key"] in kinds],
            "data": [f"{english(it)}: " + ", ".join(english(field) for field in fields) for it, fields in held],
            "recipients": [it["name"] for it in receivers] + [it["name"] for it in places],
            "transfers": [it["name"] for it in receivers + places if it["country"] and it["country"] not in EEA],
            "periods": periods,
            "responsible": next(english(it) for it in register.data["roles"] if it["key"] == activity["responsible"]),
        })
    return entries


def compare(register, ours, told):
    """Where the record that Ryddig writes says something else; a line each."""
    problems = []

    def want(right, key, what):
        if not right:
            problems.append(f"{key}: {what}")

    keys = [it["key"] for it in ours]
    want(keys == [it["key"] for it in told["activities"]], "record", f"its activities are not {keys}")
    for field in ("name", "email"):
        want(told["controller"][field] == register.data["controller"][field], "controller", field)
    for fact, entry in zip(ours, told["activities"]):
        key = fact["key"]
        for field in ("purpose", "subjects", "responsible"):
            want(entry[field] == fact[field], key, f"{field}: {entry[field]}")
        want(f"GDPR article {fact['article']})" in entry["ground"][0], key, f"its ground is not {fact['article']}")
        kinds = entry["kinds"][0].lower()
        want(all(kind in kinds for kind in fact["kinds"]) and nothing_left(kinds, fact["kinds"]), key, f"its kinds are not {fact['kinds']}")
        lines = [re.sub(r"^([^:]*?) \(when .*?\):", r"\1:", it) for it in entry["data"]]
        want(lines == fact["data"], key, f"its data are not {fact['data']}")
        receive = entry["recipients"] if fact["recipients"] else entry["recipients"][1:]
        receive = [it for it in receive if not it.startswith("None")]
        want(len(receive) == len(fact["recipients"]), key, f"others receive the data than {fact['recipients']}")
        for part in ("recipients", "transfers"):
            for name in fact[part]:
                want(any(name in it for it in entry[part]), key, f"{part}: {name} is not told")
        want(fact["transfers"] or entry["transfers"] == ["None."], key, f"{entry['transfers']} is not outside the EEA")
        compare_periods(want, fact, entry["periods"])
    return problems


def compare_periods(want, fact, lines):
    """Each thing stands before the colon of one line that has the words of its period; nothing else stands there."""
    named = [line.partition(": ") for line in lines if ": " in line]
    left = [things for things, _, _ in named]
    for thing in sorted(fact["periods"], key=len, reverse=True):
        words = fact["periods"][thing]
        places = [place for place, things in enumerate(left) if thing in things]
        fits = [place for place in places if all(word in named[place][2] for word in words)]
        want(fits, fact["key"], f"the period of {thing} has not the words {words}")
        for place in fits[:1]:
            left[place] = left[place].replace(thing, "", 1)
    want(nothing_left("".join(left), []), fact["key"], f"periods of something else: {left}")


def nothing_left(text, names):
    """Whether a text says nothing but these names."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "", 1)
    return re.sub(r"\band\b|[ ,;.]", "", text) == ""
