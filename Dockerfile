FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# `npm ci` refuses a lock file made with a registry that lacks other platforms' optional packages (scripts/services/install.mjs).
RUN npm ci --include=dev || npm install --no-save --include=dev
COPY . .
RUN NEXT_TELEMETRY_DISABLED=1 node node_modules/next/dist/bin/next build \
  && rm -rf .next/cache \
  && npm prune --omit=dev

FROM node:24-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 FILES_DIR=/data/files
WORKDIR /app
COPY --from=build /app ./
# Next keeps rendered pages under .next; uploads belong on a volume.
RUN mkdir -p /data/files .next/cache && chown -R node:node /data .next
USER node
EXPOSE 3000
CMD ["node", "node_modules/next/dist/bin/next", "start", "-H", "0.0.0.0", "-p", "3000"]
