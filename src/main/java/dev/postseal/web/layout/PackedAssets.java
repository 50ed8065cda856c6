package dev.postseal.web.layout;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.resource.AbstractResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/**
 * Style sheets, scripts and icons, read and compressed once: in the packaged product each of them is in a jar within a jar,
 * and a browser that comes for the first time wants ten at once. Only what is offered exists: a library's jar has
 * thousands of files that no page asks for.
 */
final class PackedAssets extends AbstractResourceResolver {
    private final Predicate<String> offered;

    /** @param offered of a path below the handler's, as it is asked for */
    PackedAssets(Predicate<String> offered) {
        this.offered = offered;
    }

    @Override
    protected @Nullable Resource resolveResourceInternal(
            @Nullable HttpServletRequest request,
            String path,
            List<? extends Resource> locations,
            ResourceResolverChain chain) {
        if (!offered.test(path)) {
            return null;
        }
        Resource found = chain.resolveResource(request, path, locations);
        try {
            return found == null ? null : PackedAsset.of(found, acceptsGzip(request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected @Nullable String resolveUrlPathInternal(
            String path, List<? extends Resource> locations, ResourceResolverChain chain) {
        return chain.resolveUrlPath(path, locations);
    }

    private static boolean acceptsGzip(@Nullable HttpServletRequest request) {
        String accepted = request == null ? null : request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        return accepted != null && accepted.contains(PackedAsset.GZIP);
    }
}
