# Latent Lab as a container: docker build --tag latent-lab . && docker run --publish 8080:8080 --volume latent-lab:/data latent-lab
# Training within it: docker run --volume latent-lab:/data latent-lab train --latent-dim 10
# Nothing but /data is written to, so it runs with --read-only as well. More machines than one: server/deploy/README.md

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY . .
RUN mvn --batch-mode --no-transfer-progress --quiet -DskipTests package
# ND4J's native libraries are unpacked here and not by every start
RUN echo 'for (var natives : new Class<?>[] {org.bytedeco.openblas.global.openblas.class, org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.class}) org.bytedeco.javacpp.Loader.load(natives);' \
      | jshell --class-path server/target/latent-lab.jar -R-Dorg.bytedeco.javacpp.cachedir=/build/natives - \
    && test -n "$(find /build/natives -name '*jnind4jcpu*')"

# a base with glibc, which the native libraries need
FROM eclipse-temurin:17-jre
WORKDIR /app
COPY --from=build /build/natives /app/natives
COPY --from=build /build/server/target/latent-lab.jar /app/latent-lab.jar
# the classes that serving needs, as the JVM maps them into memory: half of a start's time is spared; the JVM checks that
# the jar and itself are those which the archive was made with, and goes without it otherwise
RUN java -XX:+UseSerialGC -XX:ArchiveClassesAtExit=/app/classes.jsa -jar /app/latent-lab.jar serve --port 0 --data /tmp/rehearsal --until-ready \
    && rm -r /tmp/rehearsal
RUN mkdir /data && chown 10001:10001 /data
# native threads of a training: fewer than processors, so that the site stays quick
ENV PORT=8080 LATENT_LAB_DATA=/data OMP_NUM_THREADS=1
EXPOSE 8080
VOLUME /data
USER 10001:10001
# by bash itself, as the base promises neither curl nor wget
HEALTHCHECK --interval=30s --timeout=5s --retries=3 \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$PORT && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
# for a container of 2 GB: at most half of it for Java's heap, which begins small and is collected serially, as that keeps
# the least memory (the arrays of a training lie outside of it); 1.6 GB for everything
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/app/classes.jsa", "-XX:+UseSerialGC", "-Xms32m", "-XX:MaxRAMPercentage=50", "-XX:+ExitOnOutOfMemoryError", "-Dorg.bytedeco.javacpp.maxphysicalbytes=1600m", "-Dorg.bytedeco.javacpp.cachedir=/app/natives", "-Djna.tmpdir=/data", "-Dorg.sqlite.tmpdir=/data", "-Duser.home=/data", "-jar", "/app/latent-lab.jar"]
CMD ["serve", "--host", "0.0.0.0"]
