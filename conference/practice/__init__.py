"""A practice review: a council, its people, and a case built from a real published chronology.

The reports and the landlord's steps are those of a published Housing Ombudsman decision, moved to
recent days. Everything else (the council, the people, the other agencies' answers, the meeting and
what follows from it) is made up for practice, and every screen and paper says that it is practice.
"""

from conference.practice.council import CHAIR, OFFICER, Practice
from conference.practice.filling import fill
from conference.practice.finishing import finish
from conference.practice.meeting import PracticeMeeting
from conference.practice.story import CHRONOLOGY, SOURCE, moved

__all__ = [
    "CHAIR",
    "CHRONOLOGY",
    "OFFICER",
    "SOURCE",
    "Practice",
    "PracticeMeeting",
    "fill",
    "finish",
    "moved",
]
