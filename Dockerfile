# One image, two functions: CMD is the server, `app.stream` the same for a stack that streams, `authorizer.handler` the
# authorizer.
ARG BASE_IMAGE=public.ecr.aws/lambda/nodejs:24

FROM ${BASE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts
COPY scripts scripts
COPY app app
RUN node scripts/build.ts && node scripts/build.ts --plain plain
ARG SNAPSHOT=on
# Where it will run: a snapshot knows its files by their paths.
RUN cp -r dist/. /var/task && node scripts/snapshot.ts /var/task --plain plain --snapshot ${SNAPSHOT}

FROM ${BASE_IMAGE}
WORKDIR /var/task
COPY --from=build /var/task/ ./
RUN sha256sum --check --strict app.sha256
ENTRYPOINT ["/var/task/launch.sh"]
CMD ["app.handler"]
