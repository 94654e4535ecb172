# The application with its front end built in; one image for web, worker and beat.
FROM python:3.11-slim AS build
RUN apt-get update && apt-get install -y --no-install-recommends gcc libc6-dev make && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN make install && .venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && rm -rf engagement/assets/node_modules

FROM python:3.11-slim
RUN useradd --create-home telescope
COPY --from=build --chown=telescope /app /app
WORKDIR /app
USER telescope
ENV PATH="/app/.venv/bin:$PATH" PYTHONUNBUFFERED=1
EXPOSE 8000
