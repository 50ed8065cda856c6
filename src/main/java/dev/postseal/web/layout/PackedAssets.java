package dev.postseal.web.layout;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.resource.AbstractResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/**
 * Style sheets, scripts and icons, found, read and compressed once: in the packaged product each of them is in a jar within a
 * jar, and a browser that comes for the first time wants ten at once. Only what is offered exists: a library's jar has
 * thousands of files that no page asks for. Stands alone before the resolvers that find things; their caches are not needed.
 */
final class PackedAssets extends AbstractResourceResolver {
    /** One coding of {@code Accept-Encoding} (RFC 9110 section 12.5.3), unless its weight forbids it. */
    private static final Pattern GZIP =
            Pattern.compile("\\s*gzip\\s*(;\\s*q=(?!0(\\.0*)?\\s*$).*)?", Pattern.CASE_INSENSITIVE);

    private final Pattern offered;
    private final Map<String, PackedAsset> assets = new ConcurrentHashMap<>();
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    /**
     * @param offered paths below the handler's, without escapes: each is kept, so that only what exists may have a path, and
     *     only few
     */
    PackedAssets(Pattern offered) {
        this.offered = offered;
    }

    @Override
    protected @Nullable Resource resolveResourceInternal(
            @Nullable HttpServletRequest request,
            String path,
            List<? extends Resource> locations,
            ResourceResolverChain chain) {
        if (!offered.matcher(path).matches()) {
            return null;
        }
        PackedAsset asset = assets.computeIfAbsent(path, wanted -> packed(request, wanted, locations, chain));
        return asset == null ? null : asset.forReader(request != null && acceptsGzip(request));
    }

    private static @Nullable PackedAsset packed(
            @Nullable HttpServletRequest request,
            String path,
            List<? extends Resource> locations,
            ResourceResolverChain chain) {
        Resource found = chain.resolveResource(request, path, locations);
        try {
            return found == null ? null : PackedAsset.of(found);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Links are in our pages only, so there are few. */
    @Override
    protected @Nullable String resolveUrlPathInternal(
            String path, List<? extends Resource> locations, ResourceResolverChain chain) {
        return addresses.computeIfAbsent(path, linked -> chain.resolveUrlPath(linked, locations));
    }

    private static boolean acceptsGzip(HttpServletRequest request) {
        return Collections.list(request.getHeaders(HttpHeaders.ACCEPT_ENCODING)).stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .anyMatch(coding -> GZIP.matcher(coding).matches());
    }
}
