"""The law of service of documents (送达), cut by stage: going out, coming back, public notice, notices."""
