"""Files in and out: spreadsheets and forms become `forms`, forms and views become files.

Nothing here touches the record. A file is untrusted: it is read whole or refused with every fault
named, and nothing is half taken.
"""
