"""The queues a worker can run, each with the same two functions: `serve(interval)` and `drain()`."""
