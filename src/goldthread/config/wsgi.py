"""What the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldthread.config.settings")
application = get_wsgi_application()

# What was loaded by now stays for good. Left alone, the collector walks through all of it again and again
# while one page makes its thousands of small objects: a scorecard took half as long again.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
