"""Files through a browser: a letter is downloaded and read back, a chronology is sent."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.browser.conftest import OLIVE, NewWindow, Site
from tests.browser.window import Window
from tests.documents.reading import HAS_PDFTOTEXT, docx_words, pdf_words, squeezed

pytestmark = pytest.mark.asyncio(loop_scope="session")
REAL = Path(__file__).parents[1] / "fixtures" / "cases" / "hos-202421397.csv"
LETTER = "You asked us to review how agencies dealt with the anti-social behaviour you reported."


async def opens(window: Window, site: Site, reference: str, stage: str) -> None:
    """The officer signs in and opens a stage of a case."""
    await window.opens(site.url)
    await window.signs_in("Olive Officer", OLIVE)
    await window.goes_to(reference)
    await window.press("Enter")
    await window.reads(reference, "Next:")
    await window.press(stage)
    await window.reads(f"[{stage}")


async def test_the_letter_is_downloaded_and_says_what_was_written(
    site: Site, new_window: NewWindow
) -> None:
    officer = await new_window()
    await opens(officer, site, "ER-2026-0001", "7")
    await officer.reads("Outcome of the review", "issued")
    async with officer.page.expect_download() as coming:
        await officer.press("o")
    download = await coming.value
    await officer.reads("Sent to your browser: ER-2026-0001-1.zip")
    assert download.suggested_filename == "ER-2026-0001-1.zip"
    with ZipFile(io.BytesIO(Path(await download.path()).read_bytes())) as archive:
        files = {Path(name).suffix: archive.read(name) for name in archive.namelist()}
    assert squeezed(LETTER) in squeezed(files[".txt"].decode())
    assert squeezed(LETTER) in squeezed(docx_words(files[".docx"]))
    assert files[".pdf"].startswith(b"%PDF")
    if HAS_PDFTOTEXT:
        assert squeezed(LETTER) in squeezed(pdf_words(files[".pdf"]))
    again = await officer.page.request.get(download.url)
    assert again.status == 404
    assert officer.errors == []


async def test_a_chronology_is_sent_and_brought_in(site: Site, new_window: NewWindow) -> None:
    officer = await new_window()
    await opens(officer, site, "ER-2026-0003", "1")
    await officer.press("i")
    await officer.reads("Send a file", "Waiting for the file")
    await sends(officer, REAL)
    await officer.reads("Import into ER-2026-0003", REAL.name, "9 new rows to add")
    await officer.press("Control+s")
    await officer.reads("Add 9 rows to ER-2026-0003?")
    await officer.press("y")
    await officer.reads("[1", "9 rows")
    assert officer.errors == []


async def test_another_kind_of_file_is_refused_and_leaving_it_brings_nothing(
    site: Site, new_window: NewWindow, tmp_path: Path
) -> None:
    picture = tmp_path / "holiday.png"
    picture.write_bytes(b"\x89PNG")
    officer = await new_window()
    await opens(officer, site, "ER-2026-0003", "1")
    await officer.press("i")
    await officer.reads("Waiting for the file")
    await sends(officer, picture)
    await officer.reads("holiday.png is another kind of file. Send CSV or XLSX.")
    await officer.press("o")
    await officer.page.get_by_role("dialog").wait_for()
    await officer.page.get_by_role("button", name="Close").click()
    await officer.press("Escape")
    await officer.until(lambda: "Send a file" not in officer.sees)
    await officer.reads("[1")


async def sends(window: Window, file: Path) -> None:
    """Choose a file on the page that opened, and send it."""
    await window.page.get_by_role("dialog").wait_for()
    await window.page.get_by_label("Files, up to").set_input_files(file)
    await window.page.get_by_role("button", name="Send", exact=True).click()


async def test_no_address_leads_to_a_file_of_the_server(site: Site, new_window: NewWindow) -> None:
    window = await new_window()
    await window.opens(site.url)
    for path in ("/etc/passwd", "../../council.db", "%2e%2e/council.db", "..%2fcouncil.db"):
        for before in ("static", "download", "send"):
            answer = await window.page.request.get(f"{site.url}/{before}/{path}")
            assert answer.status in (403, 404)
