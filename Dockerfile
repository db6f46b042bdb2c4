# One image, two functions: CMD is the server, `app.stream` the same for a stack that streams, `authorizer.handler` the
# authorizer.
#
# What builds it says what it is built on, by the digest in infra/image/base-image/; this is for a plain `docker build`.
ARG BASE_IMAGE=public.ecr.aws/lambda/nodejs:24

FROM ${BASE_IMAGE} AS manifests
# What npm reads, also of packages within the project. Below, Docker compares the files themselves: as long as these stay as they
# are, the installed packages come from its cache.
WORKDIR /project
COPY . .
RUN node scripts/build/manifests.ts /manifests

FROM ${BASE_IMAGE} AS build
# Where it will run: a snapshot knows its files by their paths, and tools find theirs as they do beside package.json.
WORKDIR /var/task/code
COPY --from=manifests /manifests/ ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY . .
ARG SNAPSHOT=on
RUN node scripts/build-image.ts /var/task /task --snapshot ${SNAPSHOT}

FROM ${BASE_IMAGE}
WORKDIR /var/task
# A layer of their own: they change less often than the tools.
COPY --from=build /var/task/code/node_modules code/node_modules
COPY --from=build /task/ ./
RUN sha256sum --check --strict app.sha256
ENTRYPOINT ["/var/task/launch.sh"]
CMD ["app.handler"]
