# syntax=docker/dockerfile:1
# Another base is given with --build-arg BASE=…: it needs Node 22.19 or newer, and npm for the first stage.
ARG BASE=docker.io/library/node:24.21.0-bookworm-slim

# Builds the package as it is published, and installs it. Nothing in it is made for one processor, so the machine that builds uses its own.
FROM --platform=$BUILDPLATFORM ${BASE} AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
COPY sdk/package.json sdk/
COPY server/package.json server/
COPY sandbox/package.json sandbox/
COPY cli/package.json cli/
COPY dashboard/package.json dashboard/
COPY testing/package.json testing/
COPY bench/package.json bench/
# Without install scripts: they would fetch another Node, and a PostgreSQL for tests.
RUN npm ci --ignore-scripts
COPY . .
RUN npm pack --workspace cli \
 && npm install --prefix /app --omit=dev --no-audit --no-fund ./letterlock-*.tgz \
 && install --directory --mode=0700 /files/volume/data \
 && install --directory /files/bin \
 && ln -s /app/node_modules/letterlock/bin/letterlock.js /files/bin/letterlock

# It runs nothing, so an image for another processor is made without emulating one.
FROM ${BASE}
ARG VERSION=0.1.0
ARG REVISION=
LABEL org.opencontainers.image.title="Letterlock" \
      org.opencontainers.image.description="Connects email marketing accounts through OAuth 2 and keeps the connections working." \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.source="https://github.com/letterlock/letterlock" \
      org.opencontainers.image.documentation="https://github.com/letterlock/letterlock#readme" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /app/node_modules /app/node_modules
COPY --from=build /files/bin/ /usr/local/bin/
# The data folder, with its mode, belongs to the user who runs the server; a new volume takes that over. Nothing else is written.
COPY --from=build --chown=1000:1000 /files/volume/ /
ENV NODE_ENV=production \
    LETTERLOCK_HOST=0.0.0.0 \
    LETTERLOCK_PORT=4400 \
    LETTERLOCK_DATA_DIR=/data
USER 1000:1000
WORKDIR /data
VOLUME /data
EXPOSE 4400
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.LETTERLOCK_PORT + '/readyz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# The server itself, with the settings of `letterlock start`: nothing stands between it and the signals.
CMD ["node", "--disable-warning=ExperimentalWarning", "--max-semi-space-size=8", "/app/node_modules/letterlock/dist/server.js"]
