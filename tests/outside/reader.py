#!/usr/bin/env python3
"""Works out anew, from what Ryddig hands out, what Ryddig says: the record, what is due, what an erasure does.

    reader.py record register.json                        the facts of the record of processing (GDPR art. 30(1))
    reader.py record register.json record.json            … compared with `ryddig record --language en --format json`
    reader.py due register.json rows.json DATE            what is due on a day
    reader.py erase register.json rows.json DATE PERSON   what an erasure of a person does on a day
    reader.py compare register.json rows.json PLAN…       … compared with `ryddig due` and `ryddig erase`, --format json

It needs Python 3.9 and nothing else, and reads only the files named. Exit code 1: something differs.
"""

import json
import sys
from datetime import date

import plans
import record
from stored import Register, Rows


def read(name):
    with open(name, encoding="utf-8") as file:
        return json.load(file)


def compare(register, rows, name):
    """Prints where our plan and Ryddig's part ways; the number of such lines."""
    told = read(name)
    today = date.fromisoformat(told["on"])
    ours = plans.erasure(register, rows, told["person"], today) if "person" in told else plans.due(register, rows, today)
    theirs = plans.visible(register, told["rows"])
    differing = [("only here ", it) for it in ours if it not in theirs] + [("only there", it) for it in theirs if it not in ours]
    for where, it in sorted(differing, key=lambda pair: (pair[1]["entity"], pair[1]["id"])):
        print(f"{name}: {where} {json.dumps(it)}")
    print(f"{name}: {len(ours)} rows, {len(differing)} differ")
    return len(differing)


def main(what, register, *more):
    register = Register(read(register))
    if what == "record":
        facts = record.facts(register)
        if not more:
            print(json.dumps(facts, indent=2, ensure_ascii=False))
        problems = record.compare(register, facts, read(more[0])) if more else []
        print("\n".join(problems), end="\n" if problems else "")
        return len(problems)
    rows = Rows(register, read(more[0]))
    if what == "compare":
        return sum(compare(register, rows, name) for name in more[1:])
    today = date.fromisoformat(more[1])
    plan = plans.due(register, rows, today) if what == "due" else plans.erasure(register, rows, more[2], today)
    print(json.dumps(plan, indent=2))
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in ("record", "due", "erase", "compare"):
        sys.exit(__doc__)
    sys.exit(1 if main(*sys.argv[1:]) else 0)
