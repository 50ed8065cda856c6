package dev.postseal.web.layout;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.CssLinkResourceTransformer;
import org.springframework.web.servlet.resource.ResourceTransformerChain;

/**
 * Stands where Spring would put its own: that one looks for links in every style sheet that is sent, and would find them in
 * compressed bytes too. Ours have none ({@code AssetsTest}).
 */
final class NoLinkedStyles extends CssLinkResourceTransformer {
    @Override
    public Resource transform(HttpServletRequest request, Resource resource, ResourceTransformerChain chain)
            throws IOException {
        return chain.transform(request, resource);
    }
}
