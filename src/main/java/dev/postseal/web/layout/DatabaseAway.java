package dev.postseal.web.layout;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The database does not answer: a page that says so, and what goes on meanwhile. */
@ControllerAdvice(basePackages = "dev.postseal.web")
class DatabaseAway {
    private static final Logger log = LoggerFactory.getLogger(DatabaseAway.class);

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        CannotCreateTransactionException.class
    })
    @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
    String away(Exception e) {
        tell(e);
        return "error/503";
    }

    /** Whether that is why, for those who are asked before any controller. */
    static boolean isWhy(Throwable e) {
        return e instanceof DataAccessResourceFailureException
                || e instanceof TransientDataAccessException
                || e instanceof CannotCreateTransactionException;
    }

    static void tell(Throwable e) {
        log.warn("A page could not be shown, the database does not answer: {}", e.getMessage());
    }
}
