# One image, two functions: CMD is the server, `authorizer.handler` the authorizer.
ARG BASE_IMAGE=public.ecr.aws/lambda/nodejs:24

FROM ${BASE_IMAGE} AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts
COPY scripts scripts
COPY app app
RUN node scripts/build.ts /build/dist

FROM ${BASE_IMAGE}
COPY --from=build /build/dist/ /var/task/
ENV NODE_OPTIONS=--enable-source-maps
CMD ["app.handler"]
