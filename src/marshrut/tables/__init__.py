"""Tables that people made: reading XLSX, XLS, ODS and CSV, understanding cells, writing XLSX.

Pure values: no Django, no wording, nothing about staff. What a column means is told by who asks.
"""
