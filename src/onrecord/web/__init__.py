"""The reading room in the browser: pages, their JSON and CSV, and the API, all of them renderings of `onrecord.api`."""
