"""Several programs on one record at once: each case keeps one chain, and nothing is lost."""

from __future__ import annotations

import subprocess
import sys

from conference.review import proof
from tests.office import Office

WRITERS, ACTS = 3, 5
PROGRAM = """
import sys
from conference.record.store import Store
from conference.review import evidence, reading
from tests.office import Office

place, case_id, times = sys.argv[1:]
store = Store(place)
office = Office.in_store(store)
for _ in range(int(times)):
    evidence.log_action(office.police, case_id, office.action())
    reading.read_case(office.chair, case_id)
store.close()
"""


def test_programs_that_write_at_once_keep_one_chain(place: str, office: Office) -> None:
    case_id = office.in_evidence()
    before = proof.check_case(office.officer, case_id)
    command = [sys.executable, "-c", PROGRAM, place, case_id, str(ACTS)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(WRITERS)]
    for one in running:
        _, err = one.communicate(timeout=120)
        assert one.returncode == 0, err.decode()
    found = proof.check_case(office.officer, case_id, head=before.head)
    assert found.faults == ()
    assert found.length == before.length + WRITERS * ACTS * 2
    assert len(office.case(case_id).actions) == WRITERS * ACTS
