# One image for all processes; docker-compose.yml says which one a container runs. Node runs the TypeScript sources.
ARG NODE_IMAGE=node:26.10.0-slim

FROM ${NODE_IMAGE} AS base
ARG NPM_CONFIG_REGISTRY=https://registry.npmjs.org/
WORKDIR /app

# `npm install --no-save` below installs what the lock file says, as `npm ci` does, which refuses a lock file that was
# written where the registry lacks the builds of optional packages for other machines.

# What npm reads, so that a change of a source file installs nothing again.
FROM base AS manifests
COPY . ./
RUN find . -type f ! -name package.json ! -name package-lock.json ! -name .npmrc -delete \
  && find . -type d -empty -delete

FROM base AS build
ARG NPM_CONFIG_REGISTRY
COPY --from=manifests /app ./
RUN npm install --no-save --include-workspace-root -w @ringback/console -w @ringback/db -w @ringback/browser-script
COPY . ./
RUN npm run db:generate && npm run build:web -w @ringback/console && npm run build:script -w @ringback/browser-script

FROM base AS dependencies
ARG NPM_CONFIG_REGISTRY
COPY --from=manifests /app ./
# Development's tools would stay: some are optional peers of libraries, and workspaces are never left out as `dev`.
RUN npm pkg delete devDependencies --workspaces --include-workspace-root \
  && npm install --no-save --omit=dev --omit=peer \
  -w @ringback/ingest -w @ringback/worker -w @ringback/console -w @ringback/exchange

FROM ${NODE_IMAGE}
ENV NODE_ENV=production NPM_CONFIG_UPDATE_NOTIFIER=false NPM_CONFIG_LOGS_MAX=0
WORKDIR /app
COPY --from=dependencies /app ./
COPY . ./
COPY --from=build /app/packages/db/src/generated packages/db/src/generated
COPY --from=build /app/apps/console/dist/web apps/console/dist/web
COPY --from=build /app/packages/browser-script/dist/callkeeper.js packages/browser-script/dist/callkeeper.js
# A new volume takes its owner from here.
RUN mkdir -p /var/lib/ringback/files && chown node:node /var/lib/ringback/files
USER node
CMD ["node", "apps/ingest/src/main.ts"]
