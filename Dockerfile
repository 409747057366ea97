FROM python:3.11-slim-bookworm

ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    STATIC_MANIFEST=true \
    VAR_DIR=/srv/var

WORKDIR /srv/site

COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY . .
RUN useradd --system --home-dir /srv/var --create-home --uid 10001 site \
    && SECRET_KEY=only-for-the-build python manage.py collectstatic --noinput --verbosity 0 \
    && mkdir -p /srv/var/index /srv/var/pages \
    && chown -R site:site /srv/var

USER site
VOLUME ["/srv/var"]
EXPOSE 8000

HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=4 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]

CMD ["gunicorn", "jincheng_gov.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "4", \
     "--timeout", "60", "--access-logfile", "-", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", \
     "--limit-request-line", "0"]
