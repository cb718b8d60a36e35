"""Our production settings with a Redis of the benchmark's own, and the bare consumer beside the portal's sockets."""

from benchmarks.ours import *

ROOT_WEBSOCKET_URLCONF = "benchmarks.delivery_sockets"
