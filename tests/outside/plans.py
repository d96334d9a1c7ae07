"""What a sweep does on a day, and what an erasure does for a person: the rows that go, are emptied, or stay and why."""

from lives import PERIOD, RESTRICTED, Day, is_law


def due(register, rows, today):
    """What is due on a day, in the shape of `ryddig due --format json`."""
    day = Day(register, rows, today)
    gone = {id for id in rows.by_id if id not in day.standing}
    plan = []
    for row in rows.by_id.values():
        why = "unclaimed" if register.is_shared(row.entity) else "due"
        if row.id in gone:
            plan.append(line(row, "delete", why))
        else:
            plan += cleared(day, row, gone, why)
    return ordered(plan)


def erasure(register, rows, person, today):
    """What the erasure of a person does on a day, in the shape of `ryddig erase PERSON --format json`."""
    own = {row.id for row in rows.by_id.values() if rows.person(row) == person}
    day = Day(register, rows, today, asked=own)
    gone = {id for id in own if id not in day.standing}
    while ended := {row.id for row in rows.by_id.values() if row.id not in gone and ends_with(day, row, gone)}:
        gone |= ended
    people = (id for id in own - gone if register.entities[rows.by_id[id].entity]["subject"]["kind"] == "self")
    goes_on = any(day.standing[id] == PERIOD for id in people)
    plan = []
    for row in rows.by_id.values():
        if row.id in gone:
            plan.append(line(row, "delete", "asked"))
        elif row.id in own:
            emptied = cleared(day, row, gone, "asked")
            why = day.standing[row.id]
            if why != PERIOD:
                stays = goes_on or row.restricted == "bound" or row in day.legal_holds
                emptied.append(kept(row, why, "keep" if stays else "restrict"))
            plan += emptied or [line(row, "keep", "ongoing")]
        else:
            fields = pointing(day, row, gone)
            plan += [line(row, "clear", "mention", fields)] if fields else []
    return ordered(plan)


def ends_with(day, row, gone):
    """Whether a row of somebody else lives and ends with one that goes."""
    return row.id not in day.standing and row.cells.get(day.register.lives_with(row.entity)) in gone


def cleared(day, row, gone, why):
    """What a row that stays loses: fields that nothing keeps, and links to rows that go."""
    over, links = day.over(row), pointing(day, row, gone)
    return [line(row, "clear", why if over else "mention", {*over, *links})] if over or links else []


def pointing(day, row, gone):
    """The links to rows that go, mentions too, which the row can be without, and what tells of those rows."""
    fields = day.register.fields[row.entity]
    links = [key for key in row.cells if fields[key]["type"] in ("link", "mention")]
    links = [key for key in links if row.cells[key] in gone and not day.required(row, key)]
    return links + [key for key, field in fields.items() if field["with"] in links]


def kept(row, why, action):
    """A row that stays because of a law, a legal hold or a restriction."""
    last_day, _, what = why
    if is_law(why):
        return line(row, action, "law", law=what, until=last_day.isoformat())
    return line(row, action, "restricted") if why == RESTRICTED else line(row, action, "hold", until=what)


def line(row, action, reason, fields=(), law=None, until=None):
    return dict(entity=row.entity, id=row.id, action=action, fields=sorted(fields), reason=reason, law=law, until=until)


def ordered(plan):
    return sorted(plan, key=lambda it: (it["entity"], it["id"], it["action"]))


def visible(register, plan):
    """Ryddig's own plan as far as the export tells: what only the program reads is left out, and nothing stands in order."""
    lines = []
    for it in plan:
        if register.entities[it["entity"]]["access"] == "engine":
            continue
        fields = register.fields[it["entity"]]
        seen = sorted(key for key in it["fields"] if fields[key]["access"] != "engine")
        if seen or it["action"] != "clear":
            lines.append({**it, "fields": seen})
    return ordered(lines)
