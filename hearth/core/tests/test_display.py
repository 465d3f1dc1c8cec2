from hearth.core.display import Display


def test_an_unknown_display_cookie_is_the_default():
    assert Display.from_cookie("<script>.more.huge") == Display(contrast="more")
    assert Display.from_cookie("anything") == Display()


def test_a_display_cookie_reads_back_as_written():
    choice = Display(theme="dark", text="largest")
    assert Display.from_cookie(choice.to_cookie()) == choice
