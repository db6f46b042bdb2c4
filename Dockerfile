# One image, two functions: CMD is the server, `authorizer.handler` the authorizer.
ARG BASE_IMAGE=public.ecr.aws/lambda/nodejs:24

FROM ${BASE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts
COPY scripts scripts
COPY app app
# To where it will run: a snapshot knows its files by their paths.
RUN node scripts/build.ts /var/task && node scripts/build.ts --plain plain
ARG SNAPSHOT=on
RUN node scripts/snapshot.ts /var/task --plain plain --snapshot ${SNAPSHOT}

FROM ${BASE_IMAGE}
COPY --from=build /var/task/ /var/task/
RUN cd /var/task && sha256sum --check --strict app.sha256
ENTRYPOINT ["/var/task/launch.sh"]
CMD ["app.handler"]
