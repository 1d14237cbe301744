#!/usr/bin/env bash
# Makes a base image from packages, for machines that reach no registry of images: Debian, the project's Node and npm.
#   scripts/image/debian-base.sh local/node:24
# It needs root, buildah and debootstrap.
set -euo pipefail
tag=$1
node=$(cd "$(dirname "$0")/../.." && pwd)/node_modules/node/bin/node
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
debootstrap --variant=minbase bookworm rootfs >debootstrap.log
tar -C rootfs -cf base.tar .
rm -rf rootfs
cp "$node" node
npm pack npm@11 --silent >/dev/null
cat >Dockerfile <<'EOF'
FROM scratch
ADD base.tar /
COPY node /usr/local/bin/node
COPY npm-11.*.tgz /tmp/npm.tgz
RUN mkdir -p /usr/local/lib/node_modules/npm \
 && tar -xzf /tmp/npm.tgz -C /usr/local/lib/node_modules/npm --strip-components=1 \
 && rm /tmp/npm.tgz \
 && ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
 && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
EOF
BUILDAH_ISOLATION=chroot buildah bud --storage-driver vfs --tag "$tag" .
