"""Lines at the end of a document stay when the markup shows that they stand in its element."""

from __future__ import annotations

import pytest

import zhengwen

PROSE = "现将有关事项通知如下，请各单位认真组织实施，并于月底前将落实情况书面报送我局办公室，逾期不报的予以通报。"
PAGE = """<!DOCTYPE html><html><head><title>通知</title></head><body>
<div class="nav"><a href="/">首页</a> <a href="/a/">政务公开</a> <a href="/b/">办事服务</a></div>
<div class="content"><h1>关于开展检查的通知</h1><p>{prose}</p>{inside}</div>
<div class="footer">{below}版权所有：某县人民政府 网站标识码：4502040001</div></body></html>"""


@pytest.mark.parametrize("line", ["服务热线：0771-1234567", "网址：www.example.gov.cn", "书记员　周某"])
def test_a_line_in_the_documents_element_stays(line: str) -> None:
    """Not furniture, because it stands in one element with the text."""
    assert line in zhengwen.clean(PAGE.format(prose=PROSE, inside=f"<p>{line}</p>", below=""))


@pytest.mark.parametrize("line", ["地址：某县建设路1号", "主办单位：某县人民政府办公室"])
def test_a_line_of_the_footer_goes(line: str) -> None:
    assert line not in zhengwen.clean(PAGE.format(prose=PROSE, inside="", below=f"<p>{line}</p>"))


def test_buttons_in_the_documents_element_go() -> None:
    assert "打印" not in zhengwen.clean(PAGE.format(prose=PROSE, inside="<p>【打印】【关闭】</p>", below=""))


def test_a_page_of_one_element_is_judged_by_its_words() -> None:
    """Not the document's element, because the footer stands in it, too."""
    page = f"""<!DOCTYPE html><html><body class="page"><p><a href="/">首页</a> > 通知</p><h1>关于开展检查的通知</h1>
<p>{PROSE}</p><p>地址：某县建设路1号</p><p>版权所有：某县人民政府 网站标识码：4502040001</p></body></html>"""
    assert "建设路" not in zhengwen.clean(page)


def test_source_code_that_a_page_shows_stays() -> None:
    """Not furniture, because the tags of a menu are shown and not at work."""
    code = "&lt;p&gt;版权所有 &amp;copy; 2026 某县人民政府&lt;/p&gt;"
    assert "版权所有 &copy; 2026" in zhengwen.clean(PAGE.format(prose=PROSE, inside=f"<pre>{code}</pre>", below=""))
