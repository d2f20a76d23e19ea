package io.tagline.hub.web;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Ends a stream when the container ends its request. */
record CloseWithRequest(LiveStream stream) implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
        stream.over();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        stream.close();
    }

    /** Where a write has failed, nobody else completes the request: it would get an error page, behind what was streamed. */
    @Override
    public void onError(AsyncEvent event) {
        stream.failed();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
