"""matplotlib lists a machine's fonts once, and warns where that takes more than five seconds.

The first picture on a new machine would carry the warning, and no longer be what the book shows.
"""

import logging

__all__: list[str] = []

logging.getLogger("matplotlib.font_manager").addFilter(
    lambda record: "building the font cache" not in record.msg
)
