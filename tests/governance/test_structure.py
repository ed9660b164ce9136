"""The picture of the structure, as arithmetic: nothing overlaps, nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from goldthread.governance.structure import ACROSS, LETTERS, Node, draw

words = st.text("abcdefghij ", min_size=1, max_size=90)
nodes = st.recursive(
    st.builds(Node, title=words, kind=st.just("group"), notes=st.tuples(words)),
    lambda parts: st.builds(
        Node, title=words, kind=st.just("group"), parts=st.lists(parts, max_size=4).map(tuple)
    ),
    max_leaves=20,
)
forests = st.lists(nodes, min_size=1, max_size=4)


def every(node):
    yield node
    for part in node.parts:
        yield from every(part)


@given(forests)
def test_every_thing_has_one_box_and_every_report_one_tie(trees):
    picture = draw(trees)

    things = [node for tree in trees for node in every(tree)]
    assert len(picture.boxes) == len(things)
    assert len(picture.ties) == len(things) - len(trees)


@given(forests)
def test_no_box_lies_on_another(trees):
    boxes = draw(trees).boxes

    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            beside = one.x + one.width <= other.x or other.x + other.width <= one.x
            above = one.y + one.height <= other.y or other.y + other.height <= one.y
            assert beside or above


@given(forests)
def test_every_box_and_word_is_inside_the_picture(trees):
    picture = draw(trees)

    for box in picture.boxes:
        assert 0 < box.x < box.x + box.width < picture.width + 1
        assert 0 < box.y < box.y + box.height < picture.height + 1
        for text in box.texts:
            assert box.x < text.x < box.x + box.width
            assert box.y < text.y < box.y + box.height
            assert len(text.words) <= LETTERS + 2


def test_who_reports_stands_to_the_right_of_whom_they_report_to():
    child = Node("Learning group", "group")
    executive, learning = draw([Node("Executive", "group", parts=(child,))]).boxes

    assert learning.x == executive.x + executive.width + ACROSS


def test_long_names_are_broken_and_not_cut():
    name = "Eastmarch and Wellbridge Safeguarding Children Partnership Executive"

    (box,) = draw([Node(name, "group")]).boxes

    assert " ".join(text.words for text in box.texts) == name


def test_the_same_structure_makes_the_same_picture():
    tree = Node("Executive", "group", parts=(Node("One", "group"), Node("Two", "group")))

    assert draw([tree]) == draw([tree])
