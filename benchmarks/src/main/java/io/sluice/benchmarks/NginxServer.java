package io.sluice.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** nginx as a plain proxy: the floor. One worker, connections kept, nothing logged, streams not buffered. */
final class NginxServer {
    private NginxServer() {}

    static Entrant start(Rig rig) {
        Map<Kind, Integer> ports = Ports.free(Kind.values());
        Path folder = rig.folder().resolve("nginx");
        Path file = folder.resolve("nginx.conf");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, configuration(folder, rig.ports(), ports));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Child server = Child.start(
                rig.cores().measured(),
                List.of(
                        "nginx",
                        "-c",
                        file.toString(),
                        "-e",
                        folder.resolve("error.log").toString()),
                Map.of(),
                rig.folder().resolve("nginx.err"));
        Entrant nginx = new Entrant("nginx", ports, false, "", server);
        Ports.await(nginx.port(Kind.SMALL), server);
        return nginx;
    }

    private static String configuration(Path folder, Map<Kind, Integer> upstream, Map<Kind, Integer> own) {
        StringBuilder text = new StringBuilder("""
                daemon off;
                worker_processes 1;
                worker_rlimit_nofile 20000;
                pid FOLDER/nginx.pid;
                events { worker_connections 16000; }
                http {
                    access_log off;
                    client_body_temp_path FOLDER/body;
                    proxy_temp_path FOLDER/proxy;
                    fastcgi_temp_path FOLDER/fastcgi;
                    uwsgi_temp_path FOLDER/uwsgi;
                    scgi_temp_path FOLDER/scgi;
                    client_max_body_size 20m;
                    client_body_buffer_size 2m;
                    keepalive_requests 1000000000;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_read_timeout 300s;
                """.replace("FOLDER", folder.toString()));
        for (Kind kind : new EnumMap<>(own).keySet()) {
            text.append("    upstream ")
                    .append(kind.provider())
                    .append(" { server 127.0.0.1:")
                    .append(upstream.get(kind))
                    .append("; keepalive 256; keepalive_requests 1000000000; }\n");
            text.append("    server { listen 127.0.0.1:")
                    .append(own.get(kind))
                    .append(" backlog=4096; location / { ")
                    .append("proxy_pass http://")
                    .append(kind.provider())
                    .append("; proxy_buffering ")
                    .append(kind == Kind.SMALL || kind == Kind.LARGE ? "on" : "off")
                    .append("; } }\n");
        }
        return text.append("}\n").toString();
    }
}
