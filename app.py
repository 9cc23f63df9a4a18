"""The entry of a Hugging Face Space, and of `python app.py`."""

from kokoro_lab.ui import serve

if __name__ == "__main__":
    serve()
